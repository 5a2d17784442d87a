"""Somebody who works through RPC, as the web client and any other program does."""

import json
import urllib.request
from http.cookiejar import CookieJar

PASSWORD = "sample"


class Refused(Exception):
    """What the server answered instead of a result."""


class Person:
    """Somebody who is logged in and calls methods as the web client does."""

    def __init__(self, address, database, login):
        self.address, self.login = address, login
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar())
        )
        answer = self._post("/web/session/authenticate", {"db": database, "login": login, "password": PASSWORD})
        assert answer.get("result", {}).get("uid"), answer

    def _post(self, path, params):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}).encode()
        request = urllib.request.Request(self.address + path, body, {"Content-Type": "application/json"})
        with self.opener.open(request, timeout=120) as answer:
            return json.load(answer)

    def call(self, model, method, *args, **kwargs):
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self._post(f"/web/dataset/call_kw/{model}/{method}", params)

    def ask(self, model, method, *args, **kwargs):
        """What a method returns.

        :raises Refused: with the sentence that the user would read
        """
        answer = self.call(model, method, *args, **kwargs)
        if "error" in answer:
            raise Refused(answer["error"]["data"]["message"])
        return answer.get("result")
