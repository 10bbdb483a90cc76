"""``serve``: runs the web app on this computer until it is stopped. It never opens a browser itself."""

from __future__ import annotations

import argparse
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.data_files import CHECKOUT

if TYPE_CHECKING:
    from simulator.service.wiring import Service


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``serve``."""
    parser.add_argument("--port", type=int, default=8501, help="port to listen on (8501)")
    parser.add_argument("--address", default="127.0.0.1", help="address to listen on (this computer only)")
    parser.add_argument(
        "--data", type=Path, default=CHECKOUT / "var", help="folder for everything that is kept"
    )
    parser.add_argument(
        "--database", default="", help="database URL (SQLite in the data folder when not given)"
    )
    parser.add_argument("--demo", action="store_true", help="fill an empty database with demonstration data")
    parser.add_argument(
        "--published",
        action="store_true",
        help="read with the published encoder, without the layers that this project trained "
        "(as SIMULATOR_PUBLISHED=1 does for every command)",
    )
    parser.add_argument(
        "--assess-unproven",
        action="store_true",
        help="let assessments begin although a scenario's marking is not proven (not for real candidates)",
    )


def run(options: argparse.Namespace) -> int:
    """Open the service, print how to get in, and serve until stopped."""
    import uvicorn  # noqa: PLC0415  (heavy: only when serving)

    from simulator.service.kept_encoder import PUBLISHED_VARIABLE  # noqa: PLC0415
    from simulator.service.wiring import Settings, open_service, use_service  # noqa: PLC0415

    logging.getLogger("streamlit").setLevel(logging.ERROR)
    if options.published:
        os.environ[PUBLISHED_VARIABLE] = "1"  # also for the process that reads beside the server
    settings = Settings(options.data.resolve(), options.database, unproven=options.assess_unproven)
    service = open_service(settings, heartbeat=True, first=_demonstrate if options.demo else None)
    use_service(service)
    for fault in service.library.faults:
        print(fault)
    _say_how_to_get_in(service.people.claim_token(), options)
    os.chdir(CHECKOUT)
    os.environ["STREAMLIT_SERVER_PORT"] = str(options.port)
    try:
        uvicorn.run(
            "app_pages.server:create_app",
            factory=True,
            host=options.address,
            port=options.port,
            log_level="warning",
            access_log=False,
            ws_ping_timeout=60,
        )
    finally:
        service.close()
    return 0


def _demonstrate(service: Service) -> None:
    from simulator.service.demo import fill_if_empty  # noqa: PLC0415

    fill_if_empty(service, lambda said: print(said, flush=True))


def _say_how_to_get_in(token: str | None, options: argparse.Namespace) -> None:
    address = f"http://{options.address}:{options.port}"
    print(f"Incident Call Simulator at {address}", flush=True)
    if token is not None:
        print(f"Nobody administers this installation yet. Claim it at {address}/door/claim", flush=True)
        print(f"with this token, which works once: {token}", flush=True)
