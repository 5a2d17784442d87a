Days paid late count from the shipment of each delivery where Inventory is installed.
