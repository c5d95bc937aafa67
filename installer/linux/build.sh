#!/usr/bin/env bash
# Makes dist/labour-ledger_VERSION_amd64.deb from this checkout. The glibc of this machine is the
# oldest that the program will run on, and stands in Depends.
set -euo pipefail
cd -P "$(dirname "$0")/../.."

version=$(.venv/bin/python -c 'from desktop.domain.version import VERSION; print(VERSION)')
glibc=$(ldd --version | sed -n '1s/.* //p')
tree=build/deb
rm -rf build/bundle "$tree"
.venv/bin/python -m PyInstaller --noconfirm --log-level WARN \
  --distpath build/bundle --workpath build/work installer/labour-ledger.spec

install -d "$tree"/{DEBIAN,opt,usr/bin,usr/share/{applications,mime/packages,doc/labour-ledger}}
install -d "$tree"/usr/share/icons/hicolor/scalable/{apps,mimetypes}
cp -a build/bundle/labour-ledger "$tree/opt/"
install -m 755 installer/linux/labour-ledger-window.sh "$tree/usr/bin/labour-ledger-window"
ln -s /opt/labour-ledger/labour-ledger "$tree/usr/bin/labour-ledger"
install -m 644 installer/linux/labour-ledger.desktop "$tree/usr/share/applications/"
install -m 644 installer/linux/labour-ledger.xml "$tree/usr/share/mime/packages/"
for place in apps/labour-ledger mimetypes/application-x-labour-ledger; do
  install -m 644 resources/icons/app.svg "$tree/usr/share/icons/hicolor/scalable/$place.svg"
done
install -m 644 LICENSE "$tree/usr/share/doc/labour-ledger/copyright"
size=$(du -sk "$tree" | cut -f1)
sed -e "s/@VERSION@/$version/" -e "s/@SIZE@/$size/" -e "s/@GLIBC@/$glibc/" \
  installer/linux/control.in > "$tree/DEBIAN/control"
install -d dist
find "$tree" -exec touch --no-dereference --date=@"$(git log -1 --format=%ct)" {} +
dpkg-deb --root-owner-group -Zxz --build "$tree" "dist/labour-ledger_${version}_amd64.deb"
(cd dist && sha256sum -- *.deb > SHA256SUMS)
ls -l dist
