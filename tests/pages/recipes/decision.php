<?php
// The decision cookie, read on the server (docs/recipes.md): what is not exactly a decision is none.
// `$policy` is the site's policy.json; pass the Cookie header as it came, for $_COOKIE hides a second
// cookie of the same name.

declare(strict_types=1);

const VOLENS_FORM = '/\A1\.([0-9a-hjkmnp-tv-z]{12})\.(0|[1-9]\d{0,10})\.([1-9]\d{0,5})'
    . '\.(accept|refuse|save|withdraw|object|restore|import)\.([^.]*)\.([^.]*)\z/';

/** The services that are granted: none without a decision that stands. */
function volens_granted(array $policy, string $cookies, int $now): array
{
    $granted = null;
    foreach (explode('; ', $cookies) as $pair) {
        $name = "volens_{$policy['site']}=";
        if (!str_starts_with($pair, $name)) {
            continue;
        }
        $own = volens_parse($policy, substr($pair, strlen($name)), $now);
        if ($own === null) {
            return [];
        }
        // Two cookies never grant more than each.
        $granted = $granted === null ? $own : array_intersect($granted, $own);
    }
    return array_values($granted ?? []);
}

/** What one cookie grants, or null where it is no decision that stands. */
function volens_parse(array $policy, string $value, int $now): ?array
{
    if (strlen($value) > 2048 || !preg_match(VOLENS_FORM, $value, $fields)) {
        return null;
    }
    [, $fingerprint, $at, , $action, $granted, $objected] = $fields;
    $lists = [];
    foreach ([$granted, $objected] as $list) {
        $ids = $list === '' ? [] : explode('-', $list);
        foreach ($ids as $i => $id) {
            if (!preg_match('/\A[a-z][a-z0-9_]{0,23}\z/', $id) || ($i > 0 && strcmp($ids[$i - 1], $id) >= 0)) {
                return null;
            }
        }
        $lists[] = $ids;
    }
    [$granted] = $lists;
    $services = [];
    foreach ($policy['categories'] as $category) {
        if (!$category['necessary']) {
            array_push($services, ...array_column($category['services'], 'id'));
        }
    }
    $known = [substr($policy['fingerprint'], 0, 12), ...($policy['earlier'] ?? [])];
    $days = $granted ? $policy['grant_days'] : $policy['refuse_days'];
    $stands = in_array($fingerprint, $known, true)
        && !array_diff($granted, $services)
        && !($granted && in_array($action, ['refuse', 'withdraw'], true))
        && $at <= $now + 300
        && $now - $at <= $days * 86400;
    return $stands ? $granted : null;
}
