using System.Globalization;
using System.IO.Compression;

namespace FlowLogStack.Athena.Tests;

/// <summary>The text in Parquet objects for <c>-</c> in text objects. It isn't documented, so both are supported.</summary>
enum AbsentText
{
    Dash,
    Null,
}

/// <summary>Writes records as objects, with the keys in the EC2 guide's pages on delivery to S3, below a folder in place of the bucket.</summary>
static class SampleArchive
{
    /// <summary>Writes one object for each folder.</summary>
    public static void Write(DuckDb database, string bucket, S3Layout layout, FlowLogFormat format, IEnumerable<SampleRecord> records,
        AbsentText absent = AbsentText.Dash)
    {
        var objects = records.GroupBy(record => (record.Account, record.Region, Folder: Folder(layout, record))).Select(folder =>
        {
            var slot = DateTime.UnixEpoch.AddSeconds(folder.Min(record => record.End) / 300 * 300);
            var name = string.Create(CultureInfo.InvariantCulture,
                $"{folder.Key.Account}_vpcflowlogs_{folder.Key.Region}_fl-0a1b2c3d_{slot:yyyyMMdd'T'HHmm'Z'}_{folder.Count():x8}");
            return (Path: Path.Combine(Directory.CreateDirectory(Path.Combine(bucket, folder.Key.Folder)).FullName, name),
                Lines: folder.Select(record => record.Line(format)));
        }).ToList();
        if (layout.FileFormat is FileFormat.Parquet)
            WriteParquet(database, format, objects, absent);
        else
            objects.ForEach(content => WriteText(content.Path + ".log.gz", content.Lines.Prepend(format.ToHeaderLine())));
    }

    static void WriteText(string path, IEnumerable<string> lines)
    {
        using var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest)) { NewLine = "\n" };
        foreach (var line in lines)
            writer.WriteLine(line);
    }

    // DuckDB writes all of them in one statement, each into a numbered folder; then they are moved.
    static void WriteParquet(DuckDb database, FlowLogFormat format, List<(string Path, IEnumerable<string> Lines)> objects, AbsentText absent)
    {
        var work = Directory.CreateTempSubdirectory("parquet-");
        var text = Path.Combine(work.FullName, "all.gz");
        WriteText(text, objects.SelectMany((content, number) => content.Lines.Select(line => $"{number.ToString(CultureInfo.InvariantCulture)} {line}"))
            .Prepend("number"));
        var columns = format.ToGlueColumns().Select(column => column.Type == "string" && absent is AbsentText.Null
            ? $"NULLIF(\"{column.Name}\", '-') AS \"{column.Name}\"" : $"\"{column.Name}\"");
        database.Query($"COPY (SELECT number, {string.Join(", ", columns)} FROM "
            + $"({FlowLogFiles.TextRows([new("number", "int"), .. format.ToGlueColumns()], [text])})) "
            + $"TO {DuckDb.Literal(Path.Combine(work.FullName, "out"))} (FORMAT parquet, COMPRESSION gzip, PARTITION_BY (number), FILENAME_PATTERN 'part')");
        for (var number = 0; number < objects.Count; number++)
            File.Move(Assert.Single(Directory.GetFiles(Path.Combine(work.FullName, "out", $"number={number.ToString(CultureInfo.InvariantCulture)}"))),
                objects[number].Path + ".log.parquet");
        work.Delete(recursive: true);
    }

    // From the table in the guide, independent of S3Layout.
    static string Folder(S3Layout layout, SampleRecord record)
    {
        var end = DateTime.UnixEpoch.AddSeconds(record.End);
        var time = (layout.HiveCompatiblePartitions, layout.PerHourPartition) switch
        {
            (false, false) => "yyyy'/'MM'/'dd",
            (false, true) => "yyyy'/'MM'/'dd'/'HH",
            (true, false) => "'year='yyyy'/month='MM'/day='dd",
            (true, true) => "'year='yyyy'/month='MM'/day='dd'/hour='HH",
        };
        var place = layout.HiveCompatiblePartitions
            ? $"AWSLogs/aws-account-id={record.Account}/aws-service=vpcflowlogs/aws-region={record.Region}"
            : $"AWSLogs/{record.Account}/vpcflowlogs/{record.Region}";
        return $"{(layout.Prefix.Length == 0 ? "" : layout.Prefix + "/")}{place}/{end.ToString(time, CultureInfo.InvariantCulture)}";
    }
}
