"""Every point a rider has, had or lost: the event behind it, the rule, and the balance."""
