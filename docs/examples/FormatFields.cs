using FlowLogStack.Records;

namespace Examples;

/// <summary>The snippet of the README of FlowLogStack.Records.</summary>
public static class FormatFields
{
    /// <summary>Prints the fields of a log format.</summary>
    public static void Print()
    {
        var format = FlowLogFormat.Parse("${version} ${srcaddr} ${dstaddr} ${dstport} ${action} ${log-status}");
        Console.WriteLine(string.Join(", ", format.Fields.Select(field => field.Name)));
    }
}
