"""The panels of the call console: each draws part of a ``CallScreen`` and sends deeds down."""
