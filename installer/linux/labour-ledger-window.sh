#!/bin/sh
# The program carries Qt's own input plugins, ibus among them and fcitx not; fcitx 5 answers as ibus.
case "${QT_IM_MODULE:-}" in
  fcitx*) QT_IM_MODULE=ibus; export QT_IM_MODULE ;;
esac
exec /opt/labour-ledger/labour-ledger-window "$@"
