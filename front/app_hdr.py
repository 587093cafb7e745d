def application(environ, start_response):
    body = repr({k: v for k, v in environ.items() if k.startswith("HTTP_X")}).encode()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [body]
