"""The set-up of the city by forms: the same commands as `suishoupai city load`."""
