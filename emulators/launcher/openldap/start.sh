#!/bin/sh
# Begins anew each time, with what `./scripts/local up --base localstack --directory` has written: settings, certificate, people.
set -eu

given=/srv/directory
# As it stands in the settings.
own=/var/lib/ldap/stack

if [ ! -f "$given/slapd.conf" ]; then
  echo "There is nothing to serve: run ./scripts/local up --base localstack --directory." >&2
  exit 1
fi

rm -rf "$own"
cp -R "$given" "$own"
slapadd -q -f "$own/slapd.conf" -l "$own/entries.ldif"
# slapd reads its key as the user that it becomes.
chown -R openldap:openldap "$own"
exec slapd -u openldap -g openldap -d 0 -f "$own/slapd.conf" -h ldaps://0.0.0.0:1636
