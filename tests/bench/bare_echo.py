"""The barest page of Streamlit's: it echoes what is typed. The measure beside which our own is laid."""

import streamlit as st

said = st.chat_input("Say something", key="said")
if said:
    st.write(said)
