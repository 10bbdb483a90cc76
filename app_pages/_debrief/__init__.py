"""The parts of the debrief page: each draws a piece of one attempt's review and sends wishes down."""
