"""The panes and dialogs of the marking desk: each draws part of one attempt's review and sends deeds down."""
