create temporary table deal_staging (
    name text, organization text, amount numeric, stage text, probability numeric, close_on date
) on commit drop
