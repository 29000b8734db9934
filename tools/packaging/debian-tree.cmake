# SPDX-License-Identifier: Apache-2.0

# Run by cpack over what it is about to pack, a folder for each component: adds what Debian wants of
# every package (copyright, changelog, packed manual pages) and takes debug information out of the
# static library, which cpack leaves as it is.

find_program(strip_program strip REQUIRED)
find_program(gzip_program gzip REQUIRED)

function(pack file)
    execute_process(COMMAND ${gzip_program} -9n ${file} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

if(NOT "$ENV{SOURCE_DATE_EPOCH}")
    message(FATAL_ERROR "SOURCE_DATE_EPOCH is not set; see tools/packaging/make-packages")
endif()
set(ENV{LC_ALL} C)
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)  # of SOURCE_DATE_EPOCH

foreach(pair "runtime kb" "dev libkb-dev")
    separate_arguments(pair)
    list(GET pair 0 component)
    list(GET pair 1 package)
    set(tree ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/${component}/usr)
    set(documents ${tree}/share/doc/${package})
    file(READ ${CPACK_KB_LICENSE} license)
    file(WRITE ${documents}/copyright
        "${CPACK_PACKAGE_NAME} ${CPACK_PACKAGE_VERSION}\n\n${license}")
    file(WRITE ${documents}/changelog "${CPACK_PACKAGE_NAME} (${CPACK_PACKAGE_VERSION}) unstable; \
urgency=medium\n\n  * Release ${CPACK_PACKAGE_VERSION}.\n\n -- ${CPACK_PACKAGE_CONTACT}  ${date}\n")
    pack(${documents}/changelog)
    file(REMOVE ${documents}/LICENSE)  # it is the copyright file
    file(GLOB pages ${tree}/share/man/man*/*.1)
    foreach(page IN LISTS pages)
        pack(${page})
    endforeach()
    file(GLOB_RECURSE archives ${tree}/lib/*.a)
    foreach(archive IN LISTS archives)
        execute_process(COMMAND ${strip_program} --strip-debug --enable-deterministic-archives
            ${archive} COMMAND_ERROR_IS_FATAL ANY)
    endforeach()
endforeach()
