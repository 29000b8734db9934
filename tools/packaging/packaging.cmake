# SPDX-License-Identifier: Apache-2.0

# What cpack has to know to make Debian packages of the install rules: kb with the tools and the C
# library, libkb-dev with what programs are built on. tools/packaging/make-packages calls it.

set(KB_PACKAGE_CONTACT "kb maintainers <maintainers@kb.invalid>" CACHE STRING
    "Maintainer of the Debian packages")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME kb)
set(CPACK_PACKAGE_CONTACT "${KB_PACKAGE_CONTACT}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL runtime dev)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
    GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/debian-tree.cmake)
set(CPACK_KB_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)  # read by that script

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)

# The first line of each description is that of the project.
set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME kb)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION database)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_RUNTIME_DESCRIPTION
    "kb keeps the articles of a support organisation in a folder, finds them, and
tells from the cases and searches that were recorded which articles helped.
.
This package holds the commands kb-index and kb-report and the shared C
library.")

# The libraries are those that kb-config.cmake looks for.
string(JOIN ", " CPACK_DEBIAN_DEV_PACKAGE_DEPENDS
    "kb (= ${PROJECT_VERSION})" libboost1.81-dev libboost-json1.81-dev libfmt-dev libgumbo-dev
    libhowardhinnant-date-dev libicu-dev libmd4c-dev librocksdb-dev libstemmer-dev libxxhash-dev
    libyaml-cpp-dev pkg-config)
set(CPACK_DEBIAN_DEV_PACKAGE_NAME libkb-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_DESCRIPTION
    "kb keeps the articles of a support organisation in a folder, finds them, and
tells from the cases and searches that were recorded which articles helped.
.
This package holds the headers of the C and the C++ interface, the static C++
library, and the files that CMake and pkg-config find them by.")

include(CPack)
