"""The use cases: the only floor that joins the others and the only one that authorises; it draws nothing."""
