#!/bin/sh
# Make ../fixtures/wordpress.xml with a real WordPress (Debian: wordpress mariadb-server php-cli php-mysql php-intl php-gd).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'kill "$(cat "$work/pid" 2>/dev/null)" 2>/dev/null || true; sleep 1; rm -rf "$work"' EXIT
mkdir -p "$work/db" "$work/content/uploads" "$work/content/themes" "$work/content/plugins"
mariadb-install-db --user="$(id -un)" --datadir="$work/db" --auth-root-authentication-method=normal >/dev/null 2>&1
mariadbd --user="$(id -un)" --datadir="$work/db" --socket="$work/sock" --skip-networking --pid-file="$work/pid" \
    >"$work/log" 2>&1 &
for _ in $(seq 100); do mariadb-admin --socket="$work/sock" -u root ping >/dev/null 2>&1 && break; sleep 0.2; done
mariadb --socket="$work/sock" -u root -e "create database wp character set utf8mb4;
    create user wp@localhost identified by 'wp'; grant all on wp.* to wp@localhost"
cp -rL /usr/share/wordpress "$work/site" 2>/dev/null || true
cat >"$work/site/wp-config.php" <<PHP
<?php
define('DB_NAME', 'wp'); define('DB_USER', 'wp'); define('DB_PASSWORD', 'wp');
define('DB_HOST', 'localhost:$work/sock'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as \$name) {
    define("{\$name}_KEY", \$name); define("{\$name}_SALT", \$name);
}
\$table_prefix = 'wp_';
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('WP_CONTENT_DIR', '$work/content');
define('WP_CONTENT_URL', 'http://bao-cu.example/wp-content');
if (!defined('ABSPATH')) { define('ABSPATH', '$work/site/'); }
require_once ABSPATH . 'wp-settings.php';
PHP
mkdir -p "$here/../fixtures"
WP_ROOT="$work/site" WP_PICTURE="$here/../fixtures/picture.jpg" php -d display_errors=stderr -d sendmail_path=/bin/true \
    "$here/content.php" >"$here/../fixtures/wordpress.xml"
