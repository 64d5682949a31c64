using System.Globalization;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A review of rules on an archive: Athena counts the records, and the rules are compared locally.</summary>
/// <remarks>
/// Run <see cref="Statement"/>, pass each row of its result to <see cref="Take"/>, then call <see cref="RuleReview.Finish"/> of the review. A row contains
/// the records of one interface that are equal to its rules, so the result doesn't grow with the number of connections. It equals the review of the
/// same records in files.
/// </remarks>
sealed class ArchiveRuleReview
{
    const int Columns = 11;

    readonly RuleReview review;
    readonly AthenaTarget target;
    readonly TimeWindow window;

    /// <summary>Prepares a review.</summary>
    /// <param name="review">The review that receives the records.</param>
    /// <param name="target">The table or view of the archive.</param>
    /// <param name="window">Time range of the records.</param>
    /// <exception cref="ArgumentException">The table lacks the columns of the addresses.</exception>
    public ArchiveRuleReview(RuleReview review, AthenaTarget target, TimeWindow window)
    {
        ArgumentNullException.ThrowIfNull(review);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(window);
        target.Format.EnsureContains("A comparison of rules in Athena", FlowField.SrcAddr, FlowField.DstAddr);
        this.review = review;
        this.target = target;
        this.window = window;
    }

    /// <summary>The statement to run.</summary>
    /// <exception cref="ArgumentException">
    /// The scope lacks accounts or Regions that each query of the archive must set, or the statement exceeds Athena's limit.
    /// </exception>
    public string Statement
    {
        get
        {
            var sql = Sql();
            var length = Encoding.UTF8.GetByteCount(sql);
            return length <= ArchiveBacktest.MaximumStatement ? sql
                : throw new ArgumentException($"The statement for the rules has {length} bytes, and Athena allows {ArchiveBacktest.MaximumStatement}. Use "
                    + "--describe with fewer network ACLs.");
        }
    }

    /// <summary>Adds a row of the statement's result.</summary>
    /// <param name="row">The values, as Athena returns them; null for NULL.</param>
    public void Take(IReadOnlyList<string?> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Count != Columns)
            throw new FormatException($"A row of the result has {row.Count} columns, not {Columns}. Run the statement as it is printed by --show.");
        var records = Number(row[7]) ?? 0;
        if (AddressOf(row[2]) is not { } source || AddressOf(row[3]) is not { } destination)
        {
            review.Ignore(records);
            return;
        }

        var known = (row[0] is { } id ? review.Inventory.InterfaceOf(id) : null)
            ?? review.Inventory.InterfaceOf(destination) ?? review.Inventory.InterfaceOf(source);
        if (known is null || RuleReview.DirectionOf(Encoding.UTF8.GetBytes(row[1] ?? ""), known, source, destination) is not { } direction)
        {
            review.Ignore(records);
            return;
        }

        review.Count(records, InstantOf(row[9]), InstantOf(row[10]));
        review.SeeAll(known);
        review.Take(known, new RuleTraffic(
            direction,
            direction is RuleDirection.Ingress ? source : destination,
            (int)(Number(row[4]) ?? -1),
            (int)(Number(row[5]) ?? 0),
            row[6] is "request" or "answer",
            row[6] is "answer" or "rejected answer",
            records,
            Number(row[8]) ?? 0));
    }

    static DateTimeOffset? InstantOf(string? text) => Number(text) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    static long? Number(string? text) => text is null ? null : long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    static FlowAddress? AddressOf(string? text) => text is not null && FlowAddress.TryParse(Encoding.UTF8.GetBytes(text), out var address) ? address : null;

    string Sql()
    {
        var isAnswer = target.Format.Contains(FlowField.SrcPort) ? $"""
            CASE
                WHEN srcport IS NULL THEN false
                WHEN protocol = 6 AND bitwise_and(flags, 2) <> 0 THEN bitwise_and(flags, 18) = 18
                ELSE srcport < dstport AND (NOT is_rejected OR (srcport < 1024 AND dstport >= 1024))
              END
            """ : "false";
        // Security groups are about accepted requests alone; of other records it is enough that the interface has traffic.
        var hasOnePort = HasAcls ? "is_answer" : "is_answer OR is_rejected";
        const string Totals = "count(*) AS records, sum(bytes) AS bytes, min(seen) AS first, max(seen) AS last";
        return $"""
            SELECT interface_id, direction, source, destination, protocol, port, kind, {Totals}
            FROM (
            SELECT
              interface_id,
              direction,
              source,
              destination,
              protocol,
              CASE WHEN {hasOnePort} THEN {AnswerPort()} ELSE dstport END AS port,
              CASE WHEN is_rejected THEN CASE WHEN is_answer THEN 'rejected answer' ELSE 'rejected' END WHEN is_answer THEN 'answer' ELSE 'request' END AS kind,
              bytes,
              seen
            FROM (
            SELECT *, {isAnswer} AS is_answer
            FROM (
            SELECT
              {Column(FlowField.InterfaceId, "varchar")} AS interface_id,
              {Column(FlowField.FlowDirection, "varchar")} AS direction,
              {Column(FlowField.SrcAddr, "varchar")} AS source,
              {Column(FlowField.DstAddr, "varchar")} AS destination,
              {Column(FlowField.Protocol, "bigint")} AS protocol,
              {Column(FlowField.SrcPort, "bigint")} AS srcport,
              coalesce({Column(FlowField.DstPort, "bigint")}, 0) AS dstport,
              {Column(FlowField.TcpFlags, "bigint")} AS flags,
              coalesce({Column(FlowField.Action, "varchar")} = 'REJECT', false) AS is_rejected,
              {Column(FlowField.Bytes, "bigint")} AS bytes,
              {Column(FlowField.Start, "bigint")} AS seen
            FROM "{target.Relation}"
            WHERE {target.Projection.ToSql(window, target.Scope)}
            )))
            GROUP BY 1, 2, 3, 4, 5, 6, 7
            """;
    }

    bool HasAcls => review.Inventory.Rules.Any(rule => !rule.IsOfSecurityGroup);

    // Clients choose the ports of answers. Ports between which no network ACL distinguishes are one.
    string AnswerPort()
    {
        var bounds = review.Inventory.Rules.Where(rule => !rule.IsOfSecurityGroup && rule.HasPorts)
            .SelectMany(rule => new[] { rule.FromPort, rule.ToPort + 1 })
            .Where(port => port is > 0 and <= NetworkRule.AllPorts)
            .Distinct().OrderDescending().ToList();
        return bounds.Count == 0 ? "0"
            : $"CASE {string.Join(' ', bounds.Select(bound => string.Create(CultureInfo.InvariantCulture, $"WHEN dstport >= {bound} THEN {bound}")))} "
                + $"ELSE 0 END";
    }

    string Column(FlowField field, string type) => target.Format.Contains(field) ? $"CAST({SqlConditions.Identifier(field)} AS {type})"
        : $"CAST(NULL AS {type})";
}
