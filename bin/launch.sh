# Sourced by the programs beside it: finds the JDK, builds once, starts Java. Sets $root and $java_home.
# shellcheck shell=sh

root=$(dirname "$(dirname "$(readlink -f "$0")")")
java_home=$("$root/bin/find-jdk") || exit 69

# The JVM names files by the locale; under one that is not UTF-8 it could not say half of the world's names.
case ${LC_ALL:-${LC_CTYPE:-$LANG}} in
  *[Uu][Tt][Ff]8 | *[Uu][Tt][Ff]-8) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac

# build_once MODULE: builds the project when the module's jar was never built. Two programs started together build once.
build_once() {
  jar=$root/$1/target/satchel-$1.jar
  [ -f "$jar" ] && return
  if ! command -v mvn >/dev/null 2>&1; then
    echo "Satchel was never built here, and Maven (mvn) is not on the PATH: install it, or build elsewhere." >&2
    exit 69
  fi
  (
    if command -v flock >/dev/null 2>&1; then flock 9; fi
    [ -f "$jar" ] && exit 0
    echo "Building Satchel (once; some minutes)..." >&2
    cd "$root" && mvn -q -DskipTests package >&2
  ) 9>"$root/.build.lock" || {
    echo "The build failed; the messages above say why." >&2
    exit 1
  }
  rm -f "$root/.build.lock"
}

# start_java MODULE CACHE MAIN_CLASS JVM_OPTIONS ARGUMENT...: replaces this process by the program.
# The module's jar names its libraries in its manifest. The cache is what the JVM recorded when the build rehearsed
# the program (classes loaded and linked); it fits only the JVM options it was recorded with.
start_java() {
  build_once "$1"
  jar=$root/$1/target/satchel-$1.jar cache=$root/$1/target/$2 main=$3 options=$4
  shift 4
  [ -f "$cache" ] && options="-XX:AOTCache=$cache -Xlog:disable -Xlog:all=warning:stderr -Xlog:aot*=off:stderr -Xlog:cds*=off:stderr $options"
  # shellcheck disable=SC2086 # options are words
  exec "$java_home/bin/java" $options -cp "$jar" "$main" "$@"
}
