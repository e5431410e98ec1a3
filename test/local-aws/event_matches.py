"""Which event patterns match which events: reads both as JSON from the standard input, writes the pairs that match."""

from __future__ import annotations

import json
import sys

from event_ruler import event_ruler

given = json.load(sys.stdin)
json.dump(
    [
        [pattern_name, event_name]
        for pattern_name, pattern in given["patterns"].items()
        for event_name, event in given["events"].items()
        if event_ruler.test_event_pattern(json.dumps(event), json.dumps(pattern))
    ],
    sys.stdout,
)
