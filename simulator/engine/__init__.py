"""Commands become events and events become state; pure: no clock, no chance, no marking."""
