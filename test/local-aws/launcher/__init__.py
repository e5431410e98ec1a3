"""The local AWS emulator: ministack, the resource types it lacks, and moto for the services it lacks."""
