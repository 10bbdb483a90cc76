"""The front door: plain web forms to sign in, join a class and claim the installation.

They are served by the app's own server beside Streamlit, so that the sign-in can be kept in an HttpOnly
cookie that no script reads, and so that password managers and screen readers meet ordinary forms.
"""
