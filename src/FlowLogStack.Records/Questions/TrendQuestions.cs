namespace FlowLogStack.Records;

/// <summary>Athena queries for trends over days.</summary>
static class TrendQuestions
{
    public static IEnumerable<AthenaQuery> All { get; } =
    [
        new("DailyGrowth", "Bytes by day and their growth",
            "Records and bytes of each of the last 30 whole days, with the change from the day before in percent: none after a day without records or bytes.",
            [FlowField.Start, FlowField.Bytes],
            text => $"""
            WITH days AS (
              SELECT date_trunc('day', {AthenaQueryText.Started}) AS day, count(*) AS records, sum(bytes) AS total_bytes
              {text.From}
              GROUP BY 1
            )
            SELECT {AthenaQueryText.Columns("day", "records", "total_bytes",
                "CASE WHEN lag(day) OVER (ORDER BY day) = day - interval '1' day THEN round(100e0 * (total_bytes - lag(total_bytes) OVER (ORDER BY day)) "
                + "/ nullif(lag(total_bytes) OVER (ORDER BY day), 0), 1) END AS growth_percent")}
            FROM days
            ORDER BY 1
            """)
        {
            Window = TimeWindow.WholeDays(30),
        },
        new("CapacityForecast", "Forecast of daily bytes in 30, 90 and 365 days",
            "Linear forecast from the last 30 whole days; 0 where it falls below.",
            [FlowField.Start, FlowField.Bytes],
            text => $"""
            WITH days AS (
              SELECT CAST(floor("start" / 86400) AS bigint) AS day, sum(bytes) AS total_bytes
              {text.From}
              GROUP BY 1
            ), line AS (
              SELECT {AthenaQueryText.Columns("regr_slope(CAST(total_bytes AS double), CAST(day AS double)) AS slope",
                  "avg(CAST(total_bytes AS double)) AS middle", "avg(CAST(day AS double)) AS middle_day", "max(day) AS last_day")}
              FROM days
            ), forecast AS (
              SELECT {AthenaQueryText.Columns("ahead.days_ahead AS days_ahead", "round(slope) AS bytes_more_each_day",
                  "round(middle + slope * (last_day + ahead.days_ahead - middle_day)) AS bytes_a_day")}
              FROM line
              CROSS JOIN UNNEST(ARRAY[30, 90, 365]) AS ahead (days_ahead)
            )
            SELECT days_ahead, bytes_more_each_day, CASE WHEN bytes_a_day < 0 THEN 0e0 ELSE bytes_a_day END AS bytes_a_day
            FROM forecast
            ORDER BY 1
            """)
        {
            Window = TimeWindow.WholeDays(30),
        },
        new("BusyHours", "Bytes by hour of the day",
            "Average bytes of each hour of the day over two weeks, of the hours that have records: their number is in the column hours.",
            [FlowField.Start, FlowField.Bytes],
            text => $"""
            WITH hours AS (
              SELECT date_trunc('hour', {AthenaQueryText.Started}) AS hour, sum(bytes) AS total_bytes
              {text.From}
              GROUP BY 1
            )
            SELECT hour(hour) AS hour_of_day, count(*) AS hours, round(avg(total_bytes)) AS average_bytes, max(total_bytes) AS most_bytes
            FROM hours
            GROUP BY 1
            ORDER BY 1
            """)
        {
            Window = TimeWindow.WholeDays(14),
        },
        new("LostRecords", "Skipped intervals by day",
            "Intervals of each account that the service skipped (SKIPDATA), and empty intervals (NODATA).",
            [FlowField.Start, FlowField.AccountId, FlowField.LogStatus],
            text => $"""
            SELECT {AthenaQueryText.Columns($"date_trunc('day', {AthenaQueryText.Started}) AS day", "account_id",
                "count_if(log_status = 'SKIPDATA') AS lost", "count_if(log_status = 'NODATA') AS empty", "count(*) AS records")}
            {text.From}
            GROUP BY 1, 2
            ORDER BY 1, 2
            """)
        {
            Window = TimeWindow.LastDays(7),
        },
    ];
}
