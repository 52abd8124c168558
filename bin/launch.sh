# Sourced by the programs beside it: finds the JDK, builds once, starts Java. Sets $root and $java_home.
# shellcheck shell=sh

root=$(dirname "$(dirname "$(readlink -f "$0")")")
java_home=$("$root/bin/find-jdk") || exit 69

# Builds the project when it was never built. Two programs started together build once.
build_once() {
  [ -f "$root/chaos/target/satchel-chaos.jar" ] && return
  if ! command -v mvn >/dev/null 2>&1; then
    echo "Satchel was never built here, and Maven (mvn) is not on the PATH: install it, or build elsewhere." >&2
    exit 69
  fi
  (
    if command -v flock >/dev/null 2>&1; then flock 9; fi
    [ -f "$root/chaos/target/satchel-chaos.jar" ] && exit 0
    echo "Building Satchel (once; about two minutes)..." >&2
    cd "$root" && mvn -q -DskipTests package >&2
  ) 9>"$root/.build.lock" || {
    echo "The build failed; the messages above say why." >&2
    exit 1
  }
  rm -f "$root/.build.lock"
}

# start_java MODULE MAIN_CLASS JVM_OPTIONS ARGUMENT...: replaces this process.
# The module's jar names its libraries in its manifest; its AOT cache, where the build made one, halves the start.
start_java() {
  module=$1 main=$2 options=$3
  shift 3
  jar=$root/$module/target/satchel-$module.jar
  cache=$root/$module/target/satchel.aot
  if [ -f "$cache" ]; then
    options="-XX:AOTCache=$cache -Xlog:aot*=off -Xlog:cds*=off $options"
  fi
  # shellcheck disable=SC2086 # options are words
  exec "$java_home/bin/java" "@$root/bin/jvm.flags" $options -cp "$jar" "$main" "$@"
}
