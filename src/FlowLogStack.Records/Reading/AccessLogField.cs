namespace FlowLogStack.Records;

/// <summary>A field of S3 server access logs.</summary>
/// <param name="Column">Name of its column, as in AWS's own table.</param>
/// <param name="Type">Hive type of the column: <c>string</c> or <c>bigint</c>.</param>
/// <param name="Shape">Written form of the value.</param>
public sealed record AccessLogField(string Column, string Type = "string", AccessLogShape Shape = AccessLogShape.Word);
