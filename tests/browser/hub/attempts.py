"""What Ben tries in his own kernel, as a program; it prints the names of what worked. `{…}` are filled in by the test.

The first few must work: they show that the others could.
"""

import glob
import json
import os
import re
import shutil
import signal
import socket
import urllib.request
from pathlib import Path

import exercises_lib

FACTS = json.loads(r"""{facts}""")
ama, trainer, room, exchange = (Path(FACTS[name]) for name in ("ama", "trainer", "room", "exchange"))
package = Path(exercises_lib.__file__).parents[1]
inbound, module = exchange / "bpo/inbound", FACTS["module"]


def read(path):
    with open(path, "rb") as file:
        return file.read(1)


def asks(address, token=""):
    request = urllib.request.Request(address, headers={"Authorization": f"token {token}"} if token else {})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read() if "/login" not in answer.url else 1 / 0


def listening(user):
    """The TCP ports at which this user's programs listen."""
    lines = [line.split() for name in ("tcp", "tcp6") for line in Path("/proc/net", name).read_text().splitlines()[1:]]
    return [int(line[1].split(":")[1], 16) for line in lines if line[3] == "0A" and int(line[7]) == user]


def zmq_sockets(user):
    """What kind each ZeroMQ socket at this user's ports says it is (ZMTP 3.0, without a secret). PUB is a kernel's
    broadcast of all that it runs and prints: to hear it takes no password."""
    kinds = set()
    for port in listening(user):
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(b"\xff" + bytes(8) + b"\x7f\x03\x00" + b"NULL".ljust(20, b"\x00") + bytes(32))
            said = b""
            try:
                while not (found := re.search(rb"Socket-Type\x00\x00\x00.(\w+)", said, re.DOTALL)):
                    got = line.recv(1000)
                    said += got or 1 / 0
                kinds.add(found[1].decode())
            except (OSError, ZeroDivisionError):  # it speaks something else
                pass
    return kinds


def hears(user):
    return zmq_sockets(user) & {"PUB", "XPUB"} or 1 / 0


def written(path):
    with open(path, "a") as file:
        file.write("x")


TOKEN = os.environ["JUPYTERHUB_API_TOKEN"]
HUB, OWN = os.environ["JUPYTERHUB_API_URL"], os.environ["JUPYTERHUB_SERVICE_PREFIX"]
AMAS = os.stat(ama).st_uid
PROCESSES = [int(path.split("/")[2]) for path in glob.glob("/proc/[0-9]*") if os.stat(path).st_uid == AMAS]

ATTEMPTS = {
    "reads his own notebook": lambda: read(f"{module}/{module}.ipynb"),
    "reads what was released": lambda: read(exchange / f"bpo/outbound/{module}/{module}.ipynb"),
    "asks his own server": lambda: asks(f"{FACTS['address']}{OWN}api/contents", TOKEN),
    "sees that Ama's server and kernel run": lambda: (PROCESSES[1], listening(AMAS)[0]),
    "lists Ama's home": lambda: os.listdir(ama),
    "reads Ama's notebook": lambda: read(ama / f"{module}/{module}.ipynb"),
    "writes into Ama's notebook": lambda: written(ama / f"{module}/{module}.ipynb"),
    "lists Ama's sockets": lambda: os.listdir(ama / ".bpo/run"),
    "hears Ama's kernel": lambda: hears(AMAS),
    "stops Ama's server": lambda: os.kill(PROCESSES[0], signal.SIGTERM),
    "reads Ama's environment": lambda: read(f"/proc/{PROCESSES[0]}/environ"),
    "asks Ama's server at the proxy": lambda: asks(f"{FACTS['address']}/user/{ama.name}/api/contents", TOKEN),
    "asks Ama's server at its port": lambda: asks(
        f"http://127.0.0.1:{listening(AMAS)[0]}/user/{ama.name}/api/contents", TOKEN
    ),
    "lists the trainer's home": lambda: os.listdir(trainer),
    "reads the solutions": lambda: read(trainer / f"course/source/{module}/{module}.ipynb"),
    "reads the text of the module": lambda: read(trainer / f"course/course/{module}/{module}.md"),
    "reads the gradebook": lambda: read(trainer / "course/gradebook.db"),
    "reads the keys": lambda: os.listdir(trainer / ".local/share/bpo-course"),
    "finds solutions beside the package": lambda: read(package / f"source/{module}/{module}.ipynb"),
    "lists what was handed in": lambda: os.listdir(inbound),
    "lists the feedback": lambda: os.listdir(exchange / "bpo/feedback"),
    "hands out": lambda: os.mkdir(exchange / "bpo/outbound/of_ben"),
    "changes what was released": lambda: written(exchange / f"bpo/outbound/{module}/{module}.ipynb"),
    "moves the course away": lambda: os.rename(exchange / "bpo", exchange / "old"),
    "removes the inbox": lambda: shutil.rmtree(inbound),
    "reads the hub's database": lambda: read(room / "state/hub.sqlite"),
    "reads the proxy's token": lambda: read(room / "state/proxy.env"),
    "reads the cookies' secret": lambda: read(room / "state/cookie_secret"),
    "reads the hub's environment": lambda: read(f"/proc/{FACTS['hub']}/environ"),
    "changes the packages": lambda: written(room / "venv/pyvenv.cfg"),
    "changes the settings": lambda: written(room / "settings/trainer/jupyter_server_config.py"),
    "asks the hub for everybody": lambda: asks(f"{HUB}/users", TOKEN),
    "asks the hub for Ama": lambda: asks(f"{HUB}/users/{ama.name}", TOKEN),
    "asks the proxy for its routes": lambda: asks(f"http://127.0.0.1:{FACTS['proxy port']}/api/routes", TOKEN),
    "opens his formgrader on the trainer's server": lambda: asks(
        f"{FACTS['address']}/user/{trainer.name}/formgrader/", TOKEN
    ),
}

for name, attempt in ATTEMPTS.items():
    try:
        attempt()
    except (OSError, LookupError, ZeroDivisionError):
        continue
    print(name)
