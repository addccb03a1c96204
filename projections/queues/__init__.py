"""What every office, the operator's desk and the verifiers have to do now, and had to do."""
