"""JupyterHub's settings for a training room. They lie in the room's folder, beside room.toml."""

from pathlib import Path

from exercises_lib.hub import room as room_
from exercises_lib.hub.own_process import OwnProcess

c = get_config()  # noqa: F821  (JupyterHub provides it)

room = room_.load(Path(__file__).parent)
OwnProcess.room = room

# Where it listens. The proxy is a service of its own, so that learners go on working while the hub restarts.
c.JupyterHub.bind_url = room.address
c.JupyterHub.hub_port = room.hub_port
c.ConfigurableHTTPProxy.should_start = False
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{room.proxy_port}"
c.ConfigurableHTTPProxy.auth_token = room.token.read_text().strip().partition("=")[2]
c.JupyterHub.cleanup_servers = False

# What it keeps.
c.JupyterHub.db_url = f"sqlite:///{room.state}/hub.sqlite"
c.JupyterHub.cookie_secret_file = str(room.state / "cookie_secret")

# Who may come in: the accounts of the room, with their Unix passwords. Nobody may enter another's server.
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.allowed_groups = {room.learners}
c.PAMAuthenticator.allowed_users = {room.trainer}

# Each server is a process of its owner.
c.JupyterHub.spawner_class = OwnProcess
c.Spawner.cmd = [str(room.python), "-m", "jupyterhub.singleuser"]
c.Spawner.env_keep = ["LANG", "LC_ALL"]
c.Spawner.start_timeout = 120  # a room of 30 that starts at nine o'clock
c.Spawner.http_timeout = 120
