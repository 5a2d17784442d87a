Performance pay of a month from the base on the contract version, pending where it waits for the signature, within a department's pool to the cent, confirmed, and as a sheet for payroll.
