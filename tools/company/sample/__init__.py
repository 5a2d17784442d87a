"""The generator of the sample company: pure standard library, one fixed seed."""
