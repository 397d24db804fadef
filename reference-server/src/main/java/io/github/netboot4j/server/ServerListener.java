package io.github.netboot4j.server;

/** Told of everything the server does. */
interface ServerListener extends DhcpListener, TftpListener, HttpListener {}
