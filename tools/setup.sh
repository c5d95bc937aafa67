#!/usr/bin/env bash
# Makes this checkout ready to run, on a bare Debian 12 with Python 3.11 and git.
#
#   tools/setup.sh uv        the installer, in build/uv
#   tools/setup.sh python    .venv, filled from requirements.lock
#   tools/setup.sh desktop   system libraries that the window needs
#   tools/setup.sh test      system programs that the tests need
#   tools/setup.sh full      the big ones, for make test-full
#   tools/setup.sh package   what building the installers needs
set -euo pipefail
cd -P "$(dirname "$0")/.."

python=${PYTHON:-python3}
uv=build/uv/bin/uv

window_libraries=(
  libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0
  libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0
)
test_programs=(xvfb xauth age unzip poppler-utils qpdf)
build_programs=(binutils debootstrap dpkg-dev)
big_programs=(libreoffice-calc-nogui fonts-noto-cjk)

stop() {
  echo "setup: $*" >&2
  exit 1
}

installed() {
  # Newer releases carry some of these libraries under a name that ends in t64.
  local state
  state=$(dpkg-query -W -f='${db:Status-Status}\n' "$1" "$1t64" 2>/dev/null || true)
  grep -qx installed <<<"$state"
}

system_packages() {
  local missing=() name
  if ! command -v dpkg-query apt-get >/dev/null; then
    echo "setup: not a Debian system; these must be there under whatever name: $*" >&2
    return
  fi
  for name in "$@"; do
    installed "$name" || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$(id -u)" = 0 ] || stop "system packages are missing; as root: apt-get install ${missing[*]}"
  echo "setup: apt-get install ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq -o DPkg::Lock::Timeout=600 update
  apt-get -qq -y -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 \
    install --no-install-recommends "${missing[@]}" >/dev/null
}

interpreter() {
  command -v "$python" >/dev/null || stop "$python is missing; Python 3.11 or newer is needed"
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "$("$python" --version) is too old; set PYTHON=... to Python 3.11 or newer"
  "$python" -c 'import ensurepip, venv' 2>/dev/null || system_packages python3-venv
  "$python" -c 'import ensurepip, venv' 2>/dev/null ||
    stop "$python can make no virtual environment; set PYTHON=... to one that has ensurepip"
}

pip_setting() {
  # Where pip has been told to look on this machine; uv does not read pip's own settings.
  build/uv/bin/python -m pip config list | sed -n "s/^[^=]*\.$1='\(.*\)'\$/\1/p" | head -n 1
}

told() {
  # Sets variable $1 to $2, unless it is set already or there is nothing to say.
  if [ -z "${!1:-}" ] && [ -n "$2" ]; then export "$1=$2"; fi
}

trust_what_pip_trusts() {
  told SSL_CERT_FILE "$(pip_setting cert)"
  told UV_DEFAULT_INDEX "$(pip_setting index-url)"
  told UV_PYTHON_DOWNLOADS never
}

look_where_pip_looks() {
  trust_what_pip_trusts
  told UV_INDEX "$(pip_setting extra-index-url)"
  told UV_FIND_LINKS "$(pip_setting find-links | tr ' ' ',')"
  # Every package is pinned by its hash, so it may come from whichever index has it.
  told UV_INDEX_STRATEGY unsafe-best-match
}

install_uv() {
  interpreter
  if [ ! -x "$uv" ] || [ tools/uv.lock -nt build/uv/.ready ]; then
    "$python" -m venv --clear build/uv
    build/uv/bin/python -m pip install --quiet --disable-pip-version-check \
      --require-hashes -r tools/uv.lock
    touch build/uv/.ready
  fi
}

fill_venv() {
  install_uv
  look_where_pip_looks
  if ! .venv/bin/python -c '' 2>/dev/null; then
    "$uv" venv --quiet --clear --python "$("$python" -c 'import sys; print(sys.executable)')" .venv
  fi
  "$uv" pip sync --quiet --python .venv --require-hashes requirements.lock
  "$uv" pip install --quiet --python .venv --no-deps --no-build-isolation --editable .
}

lock() {
  install_uv
  # Only the whole index: a partial copy beside it would lose the hashes of other systems' files.
  trust_what_pip_trusts
  "$uv" pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-header \
    --group dev --group build --output-file requirements.lock pyproject.toml
}

case "${1:-}" in
  uv) install_uv ;;
  python) fill_venv ;;
  desktop) system_packages "${window_libraries[@]}" ;;
  test) system_packages "${window_libraries[@]}" "${test_programs[@]}" ;;
  full) system_packages "${window_libraries[@]}" "${test_programs[@]}" "${big_programs[@]}" ;;
  package) system_packages "${window_libraries[@]}" "${build_programs[@]}" ;;
  lock) lock ;;
  *) stop "say one of: uv python desktop test full package lock" ;;
esac
