"""Runs AWS CLI commands one after another in one process: a JSON list of arguments a line in, a JSON object a line out."""
import contextlib
import io
import json
import sys

import awscli.clidriver

driver = awscli.clidriver.create_clidriver()
answers = sys.stdout
for line in sys.stdin:
    output, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        try:
            code = driver.main(json.loads(line))
        except SystemExit as end:
            code = end.code
    print(json.dumps({"code": code or 0, "output": output.getvalue(), "errors": errors.getvalue()}), file=answers, flush=True)
