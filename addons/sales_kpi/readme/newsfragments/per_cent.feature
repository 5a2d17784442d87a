Scales say whether their values are per cent or numbers, and steps are entered that way.
