#!/bin/sh
# Publishes the server into the given folder: eng/publish.sh <folder>
# The Dockerfile runs this with PUBLIC_FEED=true; CI runs the same steps with the feed it has.
set -eu
: "${1:?usage: eng/publish.sh <folder>}"
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
exec dotnet publish src/SteppedCare.Server -c Release -o "$out" -p:PublicFeed="${PUBLIC_FEED:-false}"
