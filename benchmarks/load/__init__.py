"""The load: a lean HTTP client in its own process, so that it takes as little of the machine as it can."""
