"""Opens a stream with the partner kit's client, and runs a command that shuts the client's key out. Prints the reason with which
the stream ended, and how many seconds after the command."""

import json
import os
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "partner-kit", "python"))
from vigie_rpc import Client, RPCError  # noqa: E402


def main(home, name, *command):
    with open(f"{home}/vigie.json") as file:
        address = json.load(file)["services"]["exchange"]
    with open(f"{home}/{name}.key") as file:
        secret = file.read().strip()
    with Client(address["endpoint"], server_key=address["serverKey"], secret_key=secret) as client:
        client.call("vigie.exchange.v1/CreateSubscription", {"name": "open", "types": [], "territories": [], "ordered": False},
                    metadata={"vigie-idempotency-key": [name]}, wait_for_ready=True)
        stream = client.stream("vigie.exchange.v1/FollowMessages", {"subscription": "open", "maxInFlight": 10}, timeout=60)
        next(stream)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        start = time.monotonic()
        try:
            for _ in stream:
                pass
            reason = "ended without a reason"
        except RPCError as error:
            reason = error.reason
        print(reason, f"{time.monotonic() - start:.2f}")


main(*sys.argv[1:])
