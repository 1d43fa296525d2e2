#!/usr/bin/env bash
# csv-parse 7.0.3: with `raw: true` the text of a record ends in half of its line end.
#
# `raw` promises the text of each record. Of files with LF or CR it is whole; of files with CR LF the LF is missing, whether the
# delimiter is found or given. Joined, the records are another file: lines counted in them, or hashed, are wrong.
#
# Expected: "a,b\r\n" and "1,2\r\n". Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund csv-parse@7.0.3
cat >read.mjs <<'JS'
import { parse } from 'csv-parse/sync'
const raw = (end, given) => parse(`a,b${end}1,2${end}`, { raw: true, ...given }).map((one) => one.raw).join('')
console.log(JSON.stringify(['\n', '\r', '\r\n'].map((end) => raw(end, {}))))
console.log(JSON.stringify(raw('\r\n', { record_delimiter: ['\r\n', '\n', '\r'] })))
JS
got=$(node read.mjs)
echo "$got"
[ "$got" = '["a,b\n1,2\n","a,b\r1,2\r","a,b\r1,2\r"]
"a,b\r1,2\r"' ]
