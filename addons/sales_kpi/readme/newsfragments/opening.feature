What was carried over before the installation is entered or imported as an opening balance per person and KPI (*Quotas → Opening Balances*); the roll-over goes on from it.
