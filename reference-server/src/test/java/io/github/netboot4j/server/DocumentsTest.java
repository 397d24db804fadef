package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents point to is there, and the Java in them compiles. */
final class DocumentsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern JAVA = Pattern.compile("(?ms)^```java\n(.*?)^```");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");

  private static final String IMPORTS =
      """
      import static io.github.netboot4j.chainload.BootCondition.*;
      import static io.github.netboot4j.chainload.BootStage.*;
      import static io.github.netboot4j.chainload.ClientArchitecture.*;
      import io.github.netboot4j.chainload.*;
      import io.github.netboot4j.chainload.dialect.*;
      import io.github.netboot4j.chainload.simulate.*;
      import io.github.netboot4j.chainload.testing.*;
      import io.github.netboot4j.dhcp.*;
      import io.github.netboot4j.dhcp.testing.*;
      import io.github.netboot4j.tftp.*;
      import io.github.netboot4j.tftp.client.*;
      import io.github.netboot4j.tftp.testing.*;
      import java.net.*;
      import java.nio.ByteBuffer;
      import java.nio.channels.DatagramChannel;
      import java.nio.file.Path;
      import net.jqwik.api.*;
      import org.junit.jupiter.api.Test;
      """;

  /** What the documents' pieces of code take for granted. */
  private static final String AROUND =
      """
      abstract class Around {
        DhcpMessageView message;
        BootPolicy policy;
        DatagramChannel channel;
        ByteBuffer datagram;
        int length;
        int serverAddress;
        int offered;
        abstract void handle(DhcpMessageView message, SocketAddress client);
        abstract void log(String line);
      }
      """;

  private static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !ROOT.relativize(file).toString().contains("target"))
          .sorted()
          .toList();
    }
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    int links = 0;
    for (Path document : documents()) {
      Matcher matcher = LINK.matcher(Files.readString(document));
      while (matcher.find()) {
        String link = matcher.group(1);
        if (link.startsWith("http:") || link.startsWith("https:")) {
          continue;
        }
        links++;
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target =
            file.isEmpty() ? document : document.resolveSibling(file).toAbsolutePath().normalize();
        boolean there =
            Files.exists(target)
                && (hash < 0 || anchors(target).contains(link.substring(hash + 1)));
        if (!there) {
          dead.add(ROOT.relativize(document) + " -> " + link);
        }
      }
    }
    assertEquals(List.of(), dead);
    assertTrue(links > 20, () -> "only some links were found");
  }

  /** The anchors of a document's headings, as GitHub makes them. */
  private static List<String> anchors(Path document) throws IOException {
    List<String> anchors = new ArrayList<>();
    Matcher matcher = HEADING.matcher(Files.readString(document));
    while (matcher.find()) {
      anchors.add(
          matcher
              .group(1)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-'));
    }
    return anchors;
  }

  @Test
  void theJavaInThemCompiles(@TempDir Path classes) throws IOException {
    List<JavaFileObject> sources = new ArrayList<>();
    sources.add(source("Around", IMPORTS + AROUND));
    for (Path document : documents()) {
      Matcher matcher = JAVA.matcher(Files.readString(document));
      while (matcher.find()) {
        String name = "Document" + sources.size();
        String code = matcher.group(1);
        boolean members = code.startsWith("@Test") || code.startsWith("class ");
        sources.add(
            source(
                name,
                IMPORTS
                    + "/** "
                    + ROOT.relativize(document)
                    + " */ abstract class "
                    + name
                    + " extends Around {"
                    + (members ? code : "void code() throws Exception {\n" + code + "}")
                    + "}"));
      }
    }
    assertTrue(sources.size() > 3);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertNotNull(compiler);
    StringWriter told = new StringWriter();
    List<String> options =
        List.of(
            "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
    assertTrue(compiler.getTask(told, null, null, options, null, sources).call(), told::toString);
    assertFalse(told.toString().contains("error"), told::toString);
  }

  private static JavaFileObject source(String name, String code) {
    return new SimpleJavaFileObject(
        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return code;
      }
    };
  }
}
