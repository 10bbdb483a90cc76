"""The design system: styles, browser components and drawing functions that pages are built from.

It takes plain frozen values and gives back what a person did. It never opens an attempt, never
calls a service and never decides anything.
"""
