"""A Chromium without windows, told what to do through a pipe (the DevTools protocol), so that one of them looks at many pages."""

import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

# How long Chromium may take to end, in seconds.
PATIENCE = 20


class Chromium:
    def __enter__(self):
        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        if program is None:
            sys.exit("chromium is missing: apt-get install chromium")
        self.profile = tempfile.TemporaryDirectory(prefix="vigie-chromium.", ignore_cleanup_errors=True)
        (theirs, to), (came, back) = os.pipe(), os.pipe()
        # Chromium reads what it is told from 3 and answers on 4; the shell puts the pipes there.
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec "$0" "$@" 3<&{theirs} 4>&{back}', program, "--headless", "--no-sandbox", "--disable-gpu",
             "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-pipe", f"--user-data-dir={self.profile.name}"],
            pass_fds=(theirs, back), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs)
        os.close(back)
        self.to, self.came, self.count, self.session = os.fdopen(to, "wb"), os.fdopen(came, "rb"), 0, None
        self.rest = b""
        tab = self.tell("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.tell("Target.attachToTarget", targetId=tab, flatten=True)["sessionId"]
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.to.close()
        self.came.close()
        self.profile.cleanup()

    def tell(self, method, **values):
        """What Chromium answers to a command."""
        self.count += 1
        message = {"id": self.count, "method": method, "params": values}
        if self.session:
            message["sessionId"] = self.session
        self.to.write(json.dumps(message).encode() + b"\0")
        self.to.flush()
        answer = self.read(lambda one: one.get("id") == message["id"])
        if "error" in answer:
            raise RuntimeError(f"chromium: {method}: {answer['error']['message']}")
        return answer["result"]

    def read(self, wanted):
        """The next message that is wanted; the others are passed over."""
        while True:
            while b"\0" not in self.rest:
                more = self.came.read1(1 << 16)
                if not more:
                    raise RuntimeError("chromium has ended")
                self.rest += more
            line, self.rest = self.rest.split(b"\0", 1)
            message = json.loads(line)
            if wanted(message):
                return message

    def open(self, path):
        """Shows the page of a file."""
        self.tell("Page.navigate", url=pathlib.Path(path).resolve().as_uri())
        while self.run("document.readyState") != "complete":
            time.sleep(0.01)

    def look(self, width, medium):
        """Makes the window so wide, in CSS pixels; the medium is `screen` or `print`."""
        self.tell("Emulation.setEmulatedMedia", media=medium)
        self.tell("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)

    def run(self, script):
        """What a script returns in the page."""
        answer = self.tell("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"]["description"])
        return answer["result"]["value"]

    def picture(self):
        """The whole page as a PNG."""
        return base64.b64decode(self.tell("Page.captureScreenshot", captureBeyondViewport=True)["data"])

    def paper(self):
        """The page as a PDF, on the paper that its style asks for."""
        self.tell("Emulation.setEmulatedMedia", media="")
        return base64.b64decode(self.tell("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"])
