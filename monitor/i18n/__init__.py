"""What people read, in their language: sentences from a catalogue, amounts and times as they write them."""
