"""What tests stand on: real parts, made quickly and cleaned up afterwards."""
