"""Serves the bare page as the product serves its own, unsigned: `python -m tests.bench.bare_server PORT`."""

import logging
import os
import sys
from pathlib import Path

import streamlit as st
import uvicorn

HERE = Path(__file__).resolve().parent


def create_app():
    """Return the bare application, with the settings of the product's own (`.streamlit/config.toml`)."""
    return st.App(HERE / "bare_echo.py")


if __name__ == "__main__":
    os.chdir(HERE.parents[1])
    port = int(sys.argv[1])
    os.environ |= {"STREAMLIT_SERVER_PORT": str(port), "STREAMLIT_LOGGER_LEVEL": "error"}
    os.environ["STREAMLIT_SERVER_ENABLE_STATIC_SERVING"] = "false"
    logging.getLogger("streamlit").setLevel(logging.ERROR)
    uvicorn.run(create_app, factory=True, host="127.0.0.1", port=port, log_level="error", ws_ping_timeout=60)
