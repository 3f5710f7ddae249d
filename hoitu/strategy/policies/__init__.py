"""Rules of plans as pure functions: when a target is reached, when something is due."""
