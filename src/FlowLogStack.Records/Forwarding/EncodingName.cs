namespace FlowLogStack.Records;

/// <summary>The name and the properties of an output format in the environment of a processor function.</summary>
/// <param name="Encoding">The output format.</param>
/// <param name="Name">Its name in variables such as <c>LOG_FORMAT</c>.</param>
/// <param name="ContentType">The media type of a body of such records.</param>
/// <param name="IsJson">Whether records are JSON values on lines of their own. Destination buckets require it.</param>
/// <param name="MaximumBodyBytes">Maximum size of a body, which is an array, in bytes; null for lines without a maximum.</param>
sealed record EncodingName(RecordEncoding Encoding, string Name, string ContentType, bool IsJson, int? MaximumBodyBytes = null)
{
    const string JsonLines = "application/x-ndjson";

    /// <summary>One row for each output format.</summary>
    public static IReadOnlyList<EncodingName> All { get; } =
    [
        new(RecordEncoding.VpcRaw, "VPC-RAW", "text/plain", IsJson: false),
        new(RecordEncoding.VpcJson, "VPC-JSON", JsonLines, IsJson: true),
        new(RecordEncoding.Fields, "FIELDS", JsonLines, IsJson: true),
        new(RecordEncoding.Coralogix, "CORALOGIX", "application/json", IsJson: false, MaximumBodyBytes: 2_000_000),
        new(RecordEncoding.Others, "Others", JsonLines, IsJson: true),
    ];

    /// <summary>Returns the row of an output format.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a member of the enumeration.</exception>
    public static EncodingName Of(RecordEncoding encoding) =>
        All.FirstOrDefault(row => row.Encoding == encoding)
        ?? throw new ArgumentOutOfRangeException(nameof(encoding),
            encoding, $"{encoding} is not an output format. Use {string.Join(", ", All.Select(row => row.Encoding))}.");

    /// <summary>Returns the output format with exactly that name; null if the name is unknown.</summary>
    public static EncodingName? Find(string name) => All.FirstOrDefault(row => row.Name == name);

    /// <summary>The names of all output formats, for error messages.</summary>
    public static string Names { get; } = $"{string.Join(", ", All.SkipLast(1).Select(row => row.Name))} or {All[^1].Name}";
}
