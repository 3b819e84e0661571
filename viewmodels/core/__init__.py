"""What every viewmodel is made of: observables, commands, ports, notes, differences of snapshots."""
