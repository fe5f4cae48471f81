namespace SteppedCare.Server.Trajectories;

/// <summary>The embedded store's tables. A change adds a step here and raises <see cref="Version"/>; older binaries then refuse the file.</summary>
internal static class SqliteSchema
{
    /// <summary>Kept in the file as its user_version.</summary>
    public const int Version = 5;

    /// <summary>Kept in the file as its application_id, so that nobody else's database is taken for ours: "SCgr".</summary>
    public const int ApplicationId = 0x53436772;

    /// <summary>From an empty file to version 1. Instants are Unix milliseconds.</summary>
    private const string Episodes =
        """
        CREATE TABLE episode (
          service TEXT NOT NULL, episode TEXT NOT NULL, bucket INTEGER NOT NULL, version INTEGER NOT NULL,
          trajectory BLOB NOT NULL, due INTEGER, oldest_task INTEGER, UNIQUE (service, episode)) STRICT;
        CREATE INDEX episode_due ON episode (service, bucket, due) WHERE due IS NOT NULL;
        CREATE INDEX episode_task ON episode (service, oldest_task) WHERE oldest_task IS NOT NULL;
        CREATE TABLE epoch (service TEXT NOT NULL, bucket INTEGER NOT NULL, epoch INTEGER NOT NULL, PRIMARY KEY (service, bucket)) STRICT, WITHOUT ROWID;
        CREATE TABLE log (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT, service TEXT NOT NULL, bucket INTEGER NOT NULL,
          episode TEXT NOT NULL, version INTEGER NOT NULL, kind INTEGER NOT NULL, leaf BLOB NOT NULL) STRICT;
        CREATE INDEX log_tag ON log (service, bucket);
        CREATE TABLE reply (
          service TEXT NOT NULL, episode TEXT NOT NULL, method INTEGER NOT NULL, request TEXT NOT NULL,
          expires INTEGER NOT NULL, bytes BLOB NOT NULL, UNIQUE (service, episode, method, request)) STRICT;
        CREATE INDEX reply_expires ON reply (expires);
        CREATE TABLE audit (service TEXT NOT NULL, episode TEXT NOT NULL, attributes BLOB NOT NULL, UNIQUE (service, episode)) STRICT;
        CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL) STRICT;
        """;

    /// <summary>From version 1 to 2: what is known of policies.</summary>
    private const string Registry =
        """
        CREATE TABLE registry (place INTEGER PRIMARY KEY, entry BLOB NOT NULL) STRICT;
        CREATE TABLE blob (digest TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT;
        CREATE TABLE artefact (key TEXT NOT NULL UNIQUE, used INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
        """;

    /// <summary>From version 2 to 3: which change of the rollout an epoch is. Those that were set before have no mark.</summary>
    private const string Marks = "ALTER TABLE epoch ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;";

    /// <summary>From version 3 to 4: the open tasks in the order of the worklist, and how far the log of a tag was trimmed.</summary>
    private const string Worklist =
        """
        CREATE TABLE task (
          service TEXT NOT NULL, episode TEXT NOT NULL, kind INTEGER NOT NULL, urgency INTEGER NOT NULL, due INTEGER NOT NULL, raised INTEGER NOT NULL,
          step INTEGER NOT NULL, acknowledged INTEGER NOT NULL, PRIMARY KEY (service, episode, kind)) STRICT, WITHOUT ROWID;
        CREATE INDEX task_order ON task (service, urgency, due, raised, kind, episode, step, acknowledged);
        CREATE TABLE trimmed (service TEXT NOT NULL, bucket INTEGER NOT NULL, sequence INTEGER NOT NULL, recorded INTEGER NOT NULL,
          PRIMARY KEY (service, bucket)) STRICT, WITHOUT ROWID;
        """;

    /// <summary>Also from version 3 to 4: how far the due instants of a tag were worked out anew.</summary>
    private const string Recounts = "CREATE TABLE recount (service TEXT NOT NULL, bucket INTEGER NOT NULL, mark TEXT NOT NULL, PRIMARY KEY (service, bucket)) STRICT, WITHOUT ROWID;";

    /// <summary>
    /// From version 4 to 5: what services' figures add up to, by definition, a month a page, and how much of the log is in them. What version 4 kept goes: it did
    /// not say by which definition, and is made again from the log.
    /// </summary>
    private const string Totals =
        """
        DROP TABLE IF EXISTS projected;
        DROP TABLE IF EXISTS figures;
        CREATE TABLE taken (
          service TEXT NOT NULL, bucket INTEGER NOT NULL, definition TEXT NOT NULL, position TEXT NOT NULL, as_of INTEGER NOT NULL,
          PRIMARY KEY (service, bucket, definition)) STRICT, WITHOUT ROWID;
        CREATE TABLE totals (
          service TEXT NOT NULL, bucket INTEGER NOT NULL, definition TEXT NOT NULL, facet INTEGER NOT NULL, month TEXT NOT NULL, page BLOB NOT NULL,
          UNIQUE (service, bucket, definition, facet, month)) STRICT;
        """;

    /// <summary>Files before this version have trajectories and no worklist.</summary>
    public const int WithWorklist = 4;

    /// <summary>All that a file of this version lacks; nothing for one of the present version.</summary>
    public static string From(long version) => version switch
    {
        0 => Episodes + Registry + Marks + Worklist + Recounts + Totals,
        1 => Registry + Marks + Worklist + Recounts + Totals,
        2 => Marks + Worklist + Recounts + Totals,
        3 => Worklist + Recounts + Totals,
        4 => Totals,
        _ => string.Empty,
    };
}
