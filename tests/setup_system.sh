#!/bin/sh
# What the browser tests need from the system: a Chromium and a font with Chinese characters.
# Installs them with apt where that is allowed, else tries Playwright's own browser, else says what to install.
set -u

chromium() {
    [ -x /usr/bin/chromium-headless-shell ] || [ -x /usr/bin/chromium ] || [ -x /usr/bin/chromium-browser ] ||
        ls "${PLAYWRIGHT_BROWSERS_PATH:-${HOME:-/root}/.cache/ms-playwright}"/chromium*/ >/dev/null 2>&1
}
font() { command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh-cn 2>/dev/null)" ]; }

if ! chromium || ! font; then
    if [ "$(id -u)" = 0 ]; then root=""; elif sudo -n true 2>/dev/null; then root="sudo"; else root="none"; fi
    if [ "$root" != none ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing Chromium and a Chinese font …"
        $root apt-get update -qq >/dev/null
        # one call each: a package that this system lacks must not keep the others out
        for packages in "fontconfig fonts-noto-cjk" chromium-headless-shell chromium; do
            [ "$packages" = chromium ] && chromium && continue
            $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
                $packages </dev/null >/dev/null 2>&1
        done
    fi
    # where apt has no Chromium (Ubuntu offers a snap only), Playwright brings its own
    chromium || {
        [ "$root" = none ] || $root .venv/bin/python -m playwright install-deps chromium >/dev/null 2>&1
        .venv/bin/python -m playwright install chromium >/dev/null 2>&1
    }
fi

if ! chromium || ! font; then
    echo "The browser tests need Chromium and a font with Chinese characters. Please install both, for instance:" >&2
    echo "    sudo apt install chromium fonts-noto-cjk" >&2
    exit 1
fi
