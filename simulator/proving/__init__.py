"""Model learner, mutants and wandering learners that prove a scenario; it never touches the store."""
